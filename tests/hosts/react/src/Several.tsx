import { useState } from 'react';
import { AddSkills } from 'add-skill-element/several/react';

/** The list of skills. The application loads it only at `#several`. */
export default function Several() {
  const [events, setEvents] = useState<string[]>([]);
  const tell = (event: string) => setEvents((events) => [...events, event]);

  return (
    <main>
      <h1>React</h1>
      <AddSkills
        endpoint="/beta/me/profile/skills"
        skills={[{ displayName: 'React' }, { displayName: 'Vite' }]}
        getAccessToken={async () => 'CANARY-host'}
        onSkillAdded={({ detail }) => tell(`added ${detail.skill.displayName}`)}
        onSkillFailed={({ detail }) => tell(`failed ${detail.kind}`)}
        onSkillsSettled={({ detail }) => tell(`settled ${detail.added}`)}
      />
      <output id="events">{events.join('\n')}</output>
    </main>
  );
}
