// The package's skill and Microsoft's type are assignable to each other.
import type { SkillProficiency as Graph } from '@microsoft/microsoft-graph-types-beta';
import type { AllowedAudiences, SkillProficiency, SkillProficiencyLevel } from 'add-skill-element';

declare const ours: SkillProficiency;
declare const theirs: Graph;
ours satisfies Graph;
theirs satisfies SkillProficiency;

type IsSame<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
true satisfies IsSame<SkillProficiencyLevel, NonNullable<Graph['proficiency']>>;
true satisfies IsSame<AllowedAudiences, NonNullable<Graph['allowedAudiences']>>;
// The members of Microsoft's type that the package's lacks, except those that only other entities use.
true satisfies IsSame<Exclude<keyof Graph, keyof SkillProficiency>, 'sources'>;
