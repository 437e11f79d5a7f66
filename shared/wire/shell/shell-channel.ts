/** The channels between a window's preload and the shell. Of the book they carry nothing. */
export const SHELL_CHANNEL = {
  /** Window to shell: I want a line to the host. */
  requestPort: 'request-port',
  /** Shell to window: here it is, in `ports[0]`. */
  port: 'port',
  /** Window to shell: give me what was kept of my sign-in. */
  requestSeat: 'request-seat',
  /** Shell to window: here it is, a text or null. */
  seat: 'seat',
  /** Window to shell: keep this text, or forget it where it is null. */
  keepSeat: 'keep-seat',
} as const;

/** How the shell hands the program's version to the preload, which may not read files. */
export const VERSION_ARGUMENT = '--daybook-version=';
