import { describeTestCounts, readTestCounts } from './test-counts.ts';

process.stdout.write(`${describeTestCounts(readTestCounts())}\n`);
