import { sampleId } from '../../shared/sample/sample-id.ts';
import { SAMPLE_BRANCHES } from '../../shared/sample/sample-places.ts';
import type { CodeRequest } from '../../shared/wire/exchange/administration.ts';

/** One replica of the demo: what it is called, what its code is for, and who sits at it. */
export interface DemoReplica extends Pick<CodeRequest, 'name' | 'kind' | 'branchId' | 'doctorId'> {
  readonly key: string;
  readonly login: string;
}

export const DEMO_REPLICAS: readonly DemoReplica[] = [
  {
    key: 'salt-lake',
    name: 'Salt Lake',
    kind: 'branch',
    branchId: SAMPLE_BRANCHES['salt-lake'].id,
    doctorId: null,
    login: 'saltlake',
  },
  {
    key: 'park-street',
    name: 'Park Street',
    kind: 'branch',
    branchId: SAMPLE_BRANCHES['park-street'].id,
    doctorId: null,
    login: 'parkstreet',
  },
  {
    key: 'dr-das',
    name: "Dr. Das's laptop",
    kind: 'doctor',
    branchId: null,
    doctorId: sampleId('doctor:das'),
    login: 'das',
  },
];

/** A replica by its name as someone may type it: any case, and without quotes. */
export function findReplica<R extends { readonly name: string }>(
  replicas: readonly R[],
  typed: string,
): R | null {
  const plain = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  const exact = replicas.find(({ name }) => plain(name) === plain(typed));
  const alike = replicas.filter(({ name }) => plain(name).includes(plain(typed)));
  return exact ?? (alike.length === 1 ? (alike[0] ?? null) : null);
}
