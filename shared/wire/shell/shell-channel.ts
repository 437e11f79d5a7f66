/** The two channels between a window's preload and the shell. Neither carries data. */
export const SHELL_CHANNEL = {
  /** Window to shell: I want a line to the host. */
  requestPort: 'request-port',
  /** Shell to window: here it is, in `ports[0]`. */
  port: 'port',
} as const;

/** How the shell hands the program's version to the preload, which may not read files. */
export const VERSION_ARGUMENT = '--daybook-version=';
