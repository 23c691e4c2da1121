import { StrictMode, Suspense, lazy } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';

const Several = lazy(() => import('./Several'));

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    {location.hash === '#several' ? (
      <Suspense>
        <Several />
      </Suspense>
    ) : (
      <App />
    )}
  </StrictMode>,
);
