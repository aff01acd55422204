export default function Soon(_: { app: unknown; close: () => void }) {
  return null;
}
