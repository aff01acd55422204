import { LoadingBlocks } from '@/components/feedback/Feedback';

/** While a page's code is on its way. */
export default function Loading() {
  return <LoadingBlocks heights={[36, 220]} label="Loading the page" />;
}
