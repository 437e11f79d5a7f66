import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import type { ServiceMeanings } from '../../../shared/model/service-meaning.ts';
import type { ImportPlan, ImportReport } from '../../../shared/wire/desk/import.ts';
import { useRows } from '../../replica/rows-store.ts';
import { words } from './import-words.ts';

/** Stands in the lists for working time that is for any service. */
const ANY = '*';

/** What a file calls services by names of its own, and what a person says that these are here. */
export function StrangeServices(props: {
  readonly names: ImportReport['strangeServices'];
  readonly plan: ImportPlan;
  readonly isBusy: boolean;
  readonly onCheck: (plan: ImportPlan) => void;
}) {
  const { names, plan } = props;
  const services = [...useRows('services').values()].filter(({ active }) => active);
  const [said, setSaid] = useState<ServiceMeanings>(plan.services ?? []);
  if (names.length === 0) return null;
  const say = (name: string, choice: string | null): void => {
    const others = said.filter((one) => one.name !== name);
    const serviceId = choice === ANY ? null : choice;
    setSaid(choice === null ? others : [...others, { name, serviceId }]);
  };
  const chosen = (name: string): string | null => {
    const meaning = said.find((one) => one.name === name);
    return meaning ? (meaning.serviceId ?? ANY) : null;
  };
  const any = plan.subject === 'appointments' ? words.asOtherwise : words.anyService;
  const choices = [
    { value: ANY, label: any },
    ...services.map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <section className="import-services">
      <h2>{words.services}</h2>
      <p className="page-hint">{words.servicesHint}</p>
      <div className="form-grid">
        {names.map((name) => (
          <Select
            key={name}
            label={name}
            placeholder={words.unsaidService}
            clearable
            searchable
            value={chosen(name)}
            data={choices}
            onChange={(choice) => say(name, choice)}
          />
        ))}
      </div>
      <Button
        variant="default"
        loading={props.isBusy}
        disabled={JSON.stringify(said) === JSON.stringify(plan.services ?? [])}
        onClick={() => props.onCheck({ ...plan, services: inFile(said, names) })}
      >
        {words.checkAgain}
      </Button>
    </section>
  );
}

/** What was said for another file stays for the next that has it, as far as there is room. */
const MEANINGS_MAX = 50;
const inFile = (said: ServiceMeanings, names: readonly string[]): ServiceMeanings =>
  said
    .toSorted((a, b) => Number(names.includes(b.name)) - Number(names.includes(a.name)))
    .slice(0, MEANINGS_MAX);
