import { openMemoryClinic } from './open-memory-clinic.ts';
import { describeReplicas } from './replica-contract.ts';

describeReplicas('fast store', async () => openMemoryClinic());
