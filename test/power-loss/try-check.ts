/** The problems that a check found, or why it could not be made, which is one, too. */
export async function tryCheck(check: () => Promise<unknown>): Promise<readonly string[]> {
  try {
    const found = await check();
    return Array.isArray(found) && found.every((one) => typeof one === 'string') ? found : [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}
