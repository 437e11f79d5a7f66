import type { ReportScope } from '../../model/report.ts';
import { noteFilesTaken } from '../alerts/note-files-taken.ts';
import { causeOfLook } from '../store/cause-of-look.ts';
import type { Store } from '../store/open-store.ts';
import type { Reporting } from './load-report.ts';

/** That a report left the book, with whom and about what, stands in the audit trail. */
export const noteReportFile = (
  store: Store,
  { organisationId, actor }: Reporting,
  wish: ReportScope,
): Promise<void> =>
  store.write(organisationId, causeOfLook('export', actor), async (tx) => {
    const { firstDay, lastDay, branchId, doctorId, serviceId } = wish;
    tx.note({
      kind: 'export',
      id: doctorId ?? branchId ?? organisationId,
      before: null,
      after: { content: 'report', firstDay, lastDay, branchId, doctorId, serviceId },
    });
    await noteFilesTaken(tx, actor, branchId ?? tx.book.branchId);
  });
