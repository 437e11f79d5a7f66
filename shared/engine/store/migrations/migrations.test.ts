import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { MIGRATIONS } from './migrations.ts';

/** A released migration never changes: books out there have run it as it was. */
const PINNED: readonly string[] = [
  'c6922a0a7b3c6e75',
  'ce8933ef37e5328b',
  '2f4f944dee5cb666',
  '19dd3ed92b7457db',
  '30a61c5519503b08',
  'cea92c2ec8476c39',
  '1155308a8bc29ad9',
  '0c23a2780d3207a9',
  '9328ec7f3d58f339',
  'c7a7f5efc33058f7',
  '2ca901fc5ad72f21',
  'ba249e164b50f466',
  '19670b443373a4c1',
  '45422ce3874ad411',
  'd96826875a0eb878',
  '62849dba1ffde036',
  '1555b4690ed27937',
  '237b654f774012ef',
  'b92a597dba8f49f8',
  'add6c9c0a6dd735d',
  'bdac7480a624136a',
  '6c74d6e86ad24976',
  '4290ef570e1a835d',
  '29b21fd447c9134c',
  '334389cdbcc5c540',
  'cae685b7f7203c73',
  '5c9976bd5b0eeb57',
  'a26c8cc8af01f890',
  'd651e11569caad3b',
  'cf313313bcb017e1',
  'c9a781df8148c877',
  '6cd8d066539d2afd',
  'bac51dc2486eb7db',
  '4b51d1bc2c43959b',
  '7f38c44e4df5af3b',
  '5fc213f5672509d4',
  '16e97fa24cd7d04b',
  '068ac9e75ff80f38',
  '01694d1f3ff77fae',
  '4a60c457a2c27839',
  'ccea8d4ec9a61367',
  '656e2602a5493e9b',
  'b47238f67db9db74',
  '7196bc6a7c8e33c9',
  '55d17061d6d292df',
  '19291724b9281498',
  '2bc3e98234162c80',
  '113dd0ba792b9b19',
  'a55dae7fb22dc650',
  '3aa3d1f5c004d138',
  'b566444fa1f0abf6',
  '7d26714ff0686eb9',
  '6ef90db756b767c3',
  '6a7e3df617489e2d',
  'e99b85f44a3bcea4',
  '987af38dcff177d3',
  'f0871421a14564ae',
  'd2c6fade044cd831',
  'e15b04bb2dfb43dd',
];

test('migrations are numbered without a gap and stay as they were released [MI1]', () => {
  expect(MIGRATIONS.map((migration) => migration.no)).toEqual(MIGRATIONS.map((_, i) => i + 1));
  const hashes = MIGRATIONS.map((migration) =>
    createHash('sha256').update(migration.sql).digest('hex').slice(0, 16),
  );
  expect(hashes).toEqual(PINNED);
});
