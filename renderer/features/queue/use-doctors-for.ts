import { serviceMinutes } from '../../../shared/domain/slots/service-minutes.ts';
import { useRow } from '../../replica/rows-store.ts';
import { useDoctorsHere } from '../../replica/use-doctors-here.ts';
import type { QueueLine } from './use-queue.ts';

/** The doctors of the branch who do what somebody in its queue comes for. */
export function useDoctorsFor({ branchId, serviceId }: Pick<QueueLine, 'branchId' | 'serviceId'>) {
  const doctors = useDoctorsHere(branchId);
  const service = useRow('services', serviceId);
  return service ? doctors.filter(({ id }) => serviceMinutes(service, id) !== null) : doctors;
}
