/** The hosts that Daybook's own pages link to. */
const LINKED_HOSTS: readonly string[] = ['daybook.example'];

/** Whether a link may open in the person's browser: https, a host of ours, nothing hidden in it. */
export function isExternalLink(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return (
    url.protocol === 'https:' &&
    LINKED_HOSTS.includes(url.hostname) &&
    url.port === '' &&
    url.username === '' &&
    url.password === ''
  );
}
