const SMART = 'http://fhir-registry.smarthealthit.org/StructureDefinition/';

/** What SMART Scheduling Links say of a slot beside what FHIR does; and which session it is of. */
export const SLOT_EXTENSIONS = {
  capacity: `${SMART}slot-capacity`,
  phone: `${SMART}booking-phone`,
  session: 'urn:daybook:session',
} as const;
