import { type CSSVariablesResolver, createTheme } from '@mantine/core';

/** Mantine's own blue is too faint under white text; shade 6 and 7 are the accent of tokens.css. */
const ink = [
  '#eef2fd',
  '#dbe4fb',
  '#b5c7f7',
  '#8ca8f3',
  '#678def',
  '#4f7bec',
  '#2a56d4',
  '#2147b5',
  '#1b3c9c',
  '#132d79',
] as const;

const FONT_FAMILY = '"Inter Variable", Inter, system-ui, sans-serif';

export const theme = createTheme({
  primaryColor: 'ink',
  primaryShade: { light: 6, dark: 6 },
  colors: { ink },
  fontFamily: FONT_FAMILY,
  headings: { fontFamily: FONT_FAMILY, fontWeight: '650' },
  fontSizes: { xs: '11.5px', sm: '13px', md: '14px', lg: '16px', xl: '19px' },
  radius: { xs: '3px', sm: '5px', md: '7px', lg: '10px', xl: '14px' },
  spacing: { xs: '6px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  defaultRadius: 'md',
  focusRing: 'auto',
  cursorType: 'pointer',
  respectReducedMotion: true,
  // What a screen reader says of the cross on a message.
  components: {
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
  },
});

/** Points the variables that Mantine's components read at the tokens, so that both agree. */
const fromTokens = {
  '--mantine-color-body': 'var(--bg-surface)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-dimmed': 'var(--text-3)',
  '--mantine-color-placeholder': 'var(--text-3)',
  '--mantine-color-error': 'var(--danger-text)',
  '--mantine-color-default': 'var(--bg-surface)',
  '--mantine-color-default-hover': 'var(--bg-hover)',
  '--mantine-color-default-color': 'var(--text)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-ink-filled': 'var(--accent)',
  '--mantine-color-ink-filled-hover': 'var(--accent-hover)',
  '--mantine-color-ink-light': 'var(--accent-soft)',
  '--mantine-color-ink-light-color': 'var(--accent-text)',
  '--mantine-color-ink-outline': 'var(--accent-text)',
  '--mantine-color-anchor': 'var(--accent-text)',
};

/** Fields in the dark theme, which Mantine paints in greys of its own. */
const darkFields = {
  '--mantine-color-dark-4': 'var(--line-strong)',
  '--mantine-color-dark-5': 'var(--bg-hover)',
  '--mantine-color-dark-6': 'var(--bg-sunken)',
};

export const tokensAsMantineVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: fromTokens,
  dark: { ...fromTokens, ...darkFields },
});
