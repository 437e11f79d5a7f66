import type { ReportScope } from '../../model/report.ts';
import { causeOfLook } from '../store/cause-of-look.ts';
import type { Store } from '../store/open-store.ts';
import type { Reporting } from './load-report.ts';

/** That somebody looked at whom a mark of a report counts, by name, stands in the audit trail. */
export const noteReportLook = (
  store: Store,
  { organisationId, actor }: Reporting,
  of: ReportScope & { readonly kind: string },
  count: number,
): Promise<void> =>
  store.write(
    organisationId,
    causeOfLook('view-report', actor),
    async (tx) => {
      const { kind: content, firstDay, lastDay, branchId, doctorId, serviceId } = of;
      tx.note({
        kind: 'report',
        id: doctorId ?? branchId ?? organisationId,
        before: null,
        after: { content, firstDay, lastDay, branchId, doctorId, serviceId, count },
      });
    },
    { isLittle: true },
  );
