import { App } from 'antd';
import { useEffect, useRef } from 'react';
import { history } from 'umi';

/** Asks before leaving a form that was changed, for another page or out of the tab. */
export function useUnsavedGuard() {
  const { modal } = App.useApp();
  const isDirty = useRef(false);
  const unblock = useRef<() => void>(undefined);

  function clear() {
    isDirty.current = false;
    unblock.current?.();
    unblock.current = undefined;
  }
  function mark() {
    isDirty.current = true;
    unblock.current ??= history.block(({ location, retry }) => {
      if (!isDirty.current || location.pathname === window.location.pathname) {
        clear();
        return retry();
      }
      modal.confirm({
        title: 'Leave without saving?',
        content: 'What you changed here is lost.',
        okText: 'Leave',
        cancelText: 'Stay',
        okButtonProps: { danger: true },
        onOk: () => {
          clear();
          retry();
        },
      });
    });
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the form goes away.
  useEffect(() => clear, []);
  return { mark, clear };
}
