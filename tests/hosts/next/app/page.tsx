import { Skills } from './skills';

// A server component, which renders the client component with the element.
export default function Page() {
  return (
    <main>
      <h1>Next</h1>
      <Skills />
    </main>
  );
}
