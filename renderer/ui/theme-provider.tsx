import '@fontsource-variable/inter/wght.css';
import '@mantine/core/styles.layer.css';
import './tokens.css';
import './base.css';
import './components.css';
import { MantineProvider } from '@mantine/core';
import type { ReactNode } from 'react';
import { theme, tokensAsMantineVariables } from './theme.ts';

/** `scheme` forces a theme (screenshots, wall screens); without it the person's choice decides. */
export function ThemeProvider(props: {
  readonly children: ReactNode;
  readonly scheme?: 'light' | 'dark';
}) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={tokensAsMantineVariables}
      defaultColorScheme="auto"
      {...(props.scheme ? { forceColorScheme: props.scheme } : {})}
    >
      {props.children}
    </MantineProvider>
  );
}
