import { Button } from 'antd';
import { useState } from 'react';
import { startSession } from '@/session/session';
import '../feedback/feedback.css';
import { Mark } from './Mark';

/** While the login of an earlier visit is resumed. */
export function Starting() {
  return (
    <div className="feedback feedback-page" role="status" aria-label="Opening Oatfin">
      <Mark size={44} />
    </div>
  );
}

/** Oatfin did not answer, so it is unknown whether the login still holds. */
export function Unreachable() {
  const [isTrying, setTrying] = useState(false);
  async function tryAgain() {
    setTrying(true);
    await startSession();
    setTrying(false);
  }
  return (
    <main className="feedback feedback-page" role="alert">
      <Mark size={44} />
      <h1>Oatfin does not answer</h1>
      <p className="muted">Check your connection. Your apps keep running; only this dashboard cannot see them.</p>
      <Button type="primary" loading={isTrying} onClick={tryAgain}>
        Try again
      </Button>
    </main>
  );
}
