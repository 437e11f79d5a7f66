const SMART = 'http://fhir-registry.smarthealthit.org/StructureDefinition/';

/** What SMART Scheduling Links say of a slot beside what FHIR does; which session it is of, and who shares that. */
export const SLOT_EXTENSIONS = {
  capacity: `${SMART}slot-capacity`,
  phone: `${SMART}booking-phone`,
  session: 'urn:daybook:session',
  sharedWith: 'urn:daybook:shared-with',
} as const;
