import { ConfigProvider } from 'antd';
import type { ReactNode } from 'react';
import { prefersStillness, useIsDark } from './appearance';
import { darkTheme, lightTheme } from './tokens';

/** antd in our colours, following the person's choice of light or dark. */
export function ThemeProvider({ children }: { children: ReactNode }) {
  const theme = useIsDark() ? darkTheme : lightTheme;
  return (
    <ConfigProvider theme={{ ...theme, token: { ...theme.token, motion: !prefersStillness } }} variant="outlined">
      {children}
    </ConfigProvider>
  );
}
