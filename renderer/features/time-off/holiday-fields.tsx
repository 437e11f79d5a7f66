import { Checkbox, NumberInput, Select } from '@mantine/core';
import { useEffect, useState } from 'react';
import { CLOSURES_MAX } from '../../../shared/model/choices.ts';
import type { HolidayPlaces, PublicHoliday } from '../../../shared/wire/desk/absences.ts';
import { useDesk } from '../../intents/desk.ts';
import { words } from './time-off-words.ts';

const NO_PLACES: HolidayPlaces = { countries: [], regions: [] };

/** A country's or region's public holidays of a year that are still to come, to choose from. */
export function HolidayFields(props: {
  readonly today: string;
  readonly closedDays: readonly string[];
  readonly chosen: readonly PublicHoliday[];
  readonly onChoose: (days: readonly PublicHoliday[]) => void;
}) {
  const { client } = useDesk();
  const [country, setCountry] = useState<string | null>(null);
  const [region, setRegion] = useState<string | null>(null);
  const [year, setYear] = useState(Number(props.today.slice(0, 4)));
  const [places, setPlaces] = useState(NO_PLACES);
  const [known, setKnown] = useState<readonly PublicHoliday[]>([]);
  useEffect(() => {
    client.ask({ kind: 'holiday-places', country }).then(setPlaces, () => undefined);
  }, [client, country]);
  useEffect(() => {
    if (country === null) return;
    const asked = client.ask({ kind: 'public-holidays', country, region, year });
    asked.then(setKnown, () => setKnown([]));
  }, [client, country, region, year]);
  const offered = known
    .filter(({ day }) => day >= props.today && !props.closedDays.includes(day))
    .slice(0, CLOSURES_MAX);
  const change = (set: () => void): void => {
    set();
    props.onChoose([]);
  };
  const toData = (named: HolidayPlaces['countries']) =>
    named.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
      <div className="form-grid">
        <Select
          label={words.country}
          searchable
          value={country}
          data={toData(places.countries)}
          onChange={(id) =>
            change(() => {
              setCountry(id);
              setRegion(null);
            })
          }
        />
        <Select
          label={words.region}
          searchable
          clearable
          placeholder={words.allRegions}
          disabled={places.regions.length === 0}
          value={region}
          data={toData(places.regions)}
          onChange={(id) => change(() => setRegion(id))}
        />
        <NumberInput
          label={words.year}
          min={1970}
          max={2199}
          allowDecimal={false}
          value={year}
          onChange={(to) => change(() => setYear(typeof to === 'number' ? to : year))}
        />
      </div>
      {country !== null && offered.length === 0 ? (
        <p className="page-hint">{words.noHolidays}</p>
      ) : null}
      {offered.length > 0 ? (
        <Checkbox.Group
          label={words.holidays}
          value={props.chosen.map(({ day }) => day)}
          onChange={(days) => props.onChoose(offered.filter(({ day }) => days.includes(day)))}
        >
          <div className="time-off-choices">
            {offered.map(({ day, name }) => (
              <Checkbox key={day} value={day} label={`${day} · ${name}`} />
            ))}
          </div>
        </Checkbox.Group>
      ) : null}
    </>
  );
}
