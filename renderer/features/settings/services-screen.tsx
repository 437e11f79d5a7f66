import { ServicesSettings } from './services-settings.tsx';
import { words } from './settings-words.ts';
import { TagsSettings } from './tags-settings.tsx';

/** What a clinic offers, how long it takes with whom, and the marks of working time. */
export function ServicesScreen() {
  return (
    <section className="page">
      <h1>{words.services}</h1>
      <p className="page-hint">{words.servicesHint}</p>
      <ServicesSettings />
      <TagsSettings />
    </section>
  );
}
