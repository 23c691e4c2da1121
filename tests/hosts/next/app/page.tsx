import { Skills } from './skills';

// A component of the server: it renders the client's, with the element in it, into the page.
export default function Page() {
  return (
    <main>
      <h1>Next</h1>
      <Skills />
    </main>
  );
}
