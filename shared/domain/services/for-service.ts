interface ForServices {
  readonly serviceIds: readonly string[];
}

/** Whether a visit for the service belongs in a session: one that names none is for any. */
export const isForService = ({ serviceIds }: ForServices, serviceId: string): boolean =>
  serviceIds.length === 0 || serviceIds.includes(serviceId);

/** Whether two sessions are for the same, whatever the order in which they name it. */
export const sameServices = (a: ForServices, b: ForServices): boolean =>
  a.serviceIds.toSorted().join() === b.serviceIds.toSorted().join();
