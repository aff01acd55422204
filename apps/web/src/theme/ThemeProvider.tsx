import { ConfigProvider } from 'antd';
import type { ReactNode } from 'react';
import { useIsDark } from './appearance';
import { darkTheme, lightTheme } from './tokens';

/** antd in our colours, following the person's choice of light or dark. */
export function ThemeProvider({ children }: { children: ReactNode }) {
  const isDark = useIsDark();
  return (
    <ConfigProvider theme={isDark ? darkTheme : lightTheme} variant="outlined">
      {children}
    </ConfigProvider>
  );
}
