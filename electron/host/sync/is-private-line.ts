/** Patients' names and passwords travel on it: in the clear only where it does not leave the machine. */
export const isPrivateLine = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' || ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
