'use client';

import { useState } from 'react';
import { AddSkill } from 'add-skill-element/react';
import type { SkillAddedEvent, SkillFailedEvent, SkillSubmitEvent } from 'add-skill-element/react';

/** An application would call its identity provider. */
const getAccessToken = async () => 'CANARY-host';

export function Skills() {
  const [isOpen, setIsOpen] = useState(true);
  const [isReadonly, setIsReadonly] = useState(false);
  const [isHeld, setIsHeld] = useState(false);
  const [events, setEvents] = useState<string[]>([]);
  const tell = (event: string) => setEvents((events) => [...events, event]);

  function onSubmit(event: SkillSubmitEvent) {
    tell(`submit ${event.detail.skill.displayName}`);
    if (isHeld) event.preventDefault();
  }
  const onAdded = ({ detail }: SkillAddedEvent) => tell(`added ${detail.skill.displayName}`);
  const onFailed = ({ detail }: SkillFailedEvent) => tell(`failed ${detail.kind}`);

  return (
    <>
      <button id="toggle" onClick={() => setIsOpen(!isOpen)}>
        {isOpen ? 'Close' : 'Open'}
      </button>
      <label>
        <input id="readonly" type="checkbox" checked={isReadonly} onChange={() => setIsReadonly(!isReadonly)} /> Read-only
      </label>
      <label>
        <input id="hold" type="checkbox" checked={isHeld} onChange={() => setIsHeld(!isHeld)} /> Hold
      </label>
      {isOpen && (
        <AddSkill
          endpoint="/beta/me/profile/skills"
          fields="displayName proficiency"
          readonly={isReadonly}
          lang={isReadonly ? 'de' : undefined}
          // An equal object prefills the form once.
          skill={{ displayName: 'Next' }}
          getAccessToken={getAccessToken}
          onSkillSubmit={onSubmit}
          onSkillAdded={onAdded}
          onSkillFailed={onFailed}
        >
          The form needs a browser with WebAssembly.
        </AddSkill>
      )}
      <output id="events">{events.join('\n')}</output>
    </>
  );
}
