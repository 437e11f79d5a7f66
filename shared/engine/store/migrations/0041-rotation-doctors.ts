/** Whose weeks take turns; null is whoever it is applied to. */
export const rotationDoctors = `
alter table rotation add column doctor_id uuid;`;
