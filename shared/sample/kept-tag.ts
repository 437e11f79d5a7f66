/** The mark of what the sample clinic keeps for emergencies. */
export const KEPT_TAG = 'Emergency';
