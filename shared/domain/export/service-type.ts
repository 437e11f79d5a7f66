/** The system of codes that the ids of Daybook's services are in. */
export const SERVICE_SYSTEM = 'urn:daybook:service';

/** A service as FHIR R4 says it: by our id, and by its name for whoever has others. */
export const serviceTypeOf = ({ id, name }: { readonly id: string; readonly name: string }) => ({
  coding: [{ system: SERVICE_SYSTEM, code: id, display: name }],
  text: name,
});
