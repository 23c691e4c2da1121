import { Component, CUSTOM_ELEMENTS_SCHEMA, signal } from '@angular/core';
import 'add-skill-element';
import type { SkillAddedEvent, SkillFailedEvent, SkillSubmitEvent } from 'add-skill-element';

@Component({
  selector: 'app-root',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  templateUrl: './app.html',
})
export class App {
  protected readonly skill = { displayName: 'Angular' };

  protected readonly isOpen = signal(true);
  protected readonly isReadonly = signal(false);
  protected readonly isHeld = signal(false);
  protected readonly events = signal<string[]>([]);

  /** An application would call its identity provider. */
  protected readonly getAccessToken = async () => 'CANARY-host';

  protected onSubmit(event: SkillSubmitEvent) {
    this.tell(`submit ${event.detail.skill.displayName}`);
    if (this.isHeld()) event.preventDefault();
  }

  protected onAdded({ detail }: SkillAddedEvent) {
    this.tell(`added ${detail.skill.displayName}`);
  }

  protected onFailed({ detail }: SkillFailedEvent) {
    this.tell(`failed ${detail.kind}`);
  }

  private tell(event: string) {
    this.events.update((events) => [...events, event]);
  }
}
