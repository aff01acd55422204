import { type RefObject, useEffect, useRef } from 'react';

/** Once a dialog has closed, puts the keyboard back on the button it was opened from, menus in between or not. */
export function useReturnFocus(isOpen: boolean, button: RefObject<HTMLElement | null>): void {
  const wasOpen = useRef(false);
  useEffect(() => {
    if (wasOpen.current && !isOpen) button.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen, button]);
}
