/** A desk asks for the appointments of a week among those of many years. */
export const appointmentTimes = `
create index appointment_during on appointment using gist (during);`;
