import { App } from 'antd';
import { sentenceOf } from '@/components/feedback/Feedback';

/** Short words at the top of the window about what the person just did. */
export function useNotify() {
  const { message } = App.useApp();
  return {
    succeed: (text: string) => void message.success(text),
    fail: (error: unknown) => void message.error(sentenceOf(error), 7),
  };
}
