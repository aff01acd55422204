import { type ThemeConfig, theme } from 'antd';

const fontFamily =
  "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', 'Liberation Sans', Arial, sans-serif";
const fontFamilyCode = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace";

const shape = { fontFamily, fontFamilyCode, borderRadius: 8, controlHeight: 36, fontSize: 14, wireframe: false };

/** The same colours as theme.css, for antd. Every text colour passes WCAG AA on the surface it stands on. */
export const lightTheme: ThemeConfig = {
  algorithm: theme.defaultAlgorithm,
  token: {
    ...shape,
    colorPrimary: '#0f766e',
    colorInfo: '#0f766e',
    // antd would mix a grey of its own from the accent.
    colorInfoBg: '#e3f1ee',
    colorInfoBorder: '#a9d3cb',
    colorSuccess: '#15803d',
    colorWarning: '#b45309',
    colorError: '#b91c1c',
    colorLink: '#0f766e',
    colorText: '#1c2329',
    colorTextSecondary: '#515b63',
    colorTextTertiary: '#5f6a72',
    colorTextDescription: '#5f6a72',
    colorTextPlaceholder: '#6b757d',
    colorBorder: '#cfd3d1',
    colorBorderSecondary: '#e5e3dc',
    colorBgLayout: '#f8f6f1',
  },
  components: { Select: { optionSelectedBg: '#e3f1ee' } },
};

export const darkTheme: ThemeConfig = {
  algorithm: theme.darkAlgorithm,
  token: {
    ...shape,
    colorPrimary: '#35c2b0',
    colorInfo: '#35c2b0',
    colorInfoBg: '#14312f',
    colorInfoBorder: '#24544f',
    colorSuccess: '#4ade80',
    colorWarning: '#fbbf24',
    colorError: '#f87171',
    colorLink: '#4fd1c0',
    colorText: '#e7ecee',
    colorTextSecondary: '#b3bdc3',
    colorTextTertiary: '#9aa6ad',
    colorTextDescription: '#9aa6ad',
    colorTextPlaceholder: '#8d99a0',
    colorBorder: '#3c4850',
    colorBorderSecondary: '#2a343b',
    colorBgBase: '#0f1417',
    colorBgLayout: '#0f1417',
    colorBgContainer: '#171e23',
    colorBgElevated: '#1e272d',
  },
  components: { Select: { optionSelectedBg: '#14312f' }, Button: { primaryColor: '#04211d', dangerColor: '#2a0808' } },
};
