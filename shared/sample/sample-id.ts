import { derivedId, type Id } from '../core/ids.ts';

/** The sample organisation is the same one everywhere, so its records have the same ids. */
export const SAMPLE_ORGANISATION_ID: Id = '019c8f00-0000-7000-8000-5a3b1e0c11c5';

/** The id of a record of the sample by what it is called here, such as `doctor:das`. */
export const sampleId = (name: string): Id => derivedId(SAMPLE_ORGANISATION_ID, name);
