// Our skill and Microsoft's own type of it are assignable to each other.
import type { SkillProficiency as Graph } from '@microsoft/microsoft-graph-types-beta';
import type { AllowedAudiences, SkillProficiency, SkillProficiencyLevel } from 'add-skill-element';

declare const ours: SkillProficiency;
declare const theirs: Graph;
ours satisfies Graph;
theirs satisfies SkillProficiency;

type IsSame<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
true satisfies IsSame<SkillProficiencyLevel, NonNullable<Graph['proficiency']>>;
true satisfies IsSame<AllowedAudiences, NonNullable<Graph['allowedAudiences']>>;
// What they have and we have not, but for what only other kinds of entities use.
true satisfies IsSame<Exclude<keyof Graph, keyof SkillProficiency>, 'sources'>;
