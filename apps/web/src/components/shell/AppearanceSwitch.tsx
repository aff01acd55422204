import { DesktopOutlined, MoonOutlined, SunOutlined } from '@ant-design/icons';
import { type Appearance, chooseAppearance, useAppearance } from '@/theme/appearance';

const choices: { value: Appearance; label: string; icon: React.ReactNode }[] = [
  { value: 'system', label: 'As the device', icon: <DesktopOutlined aria-hidden /> },
  { value: 'light', label: 'Light', icon: <SunOutlined aria-hidden /> },
  { value: 'dark', label: 'Dark', icon: <MoonOutlined aria-hidden /> },
];

/** Light, dark, or whatever the device says. Kept in this browser. */
export function AppearanceSwitch() {
  const appearance = useAppearance();
  return (
    <fieldset className="appearance">
      <legend className="visually-hidden">Appearance</legend>
      {choices.map(({ value, label, icon }) => (
        <label key={value} title={label}>
          <input
            type="radio"
            name="appearance"
            className="visually-hidden"
            checked={appearance === value}
            onChange={() => chooseAppearance(value)}
          />
          <span aria-hidden="true">{icon}</span>
          <span className="visually-hidden">{label}</span>
        </label>
      ))}
    </fieldset>
  );
}
