import type { Clock } from '../../shared/core/clock.ts';
import type { Random } from '../../shared/core/random.ts';
import type { Engine } from '../../shared/engine/open-engine.ts';
import type { Connector } from '../../shared/engine/store/session.ts';

/** What every part of central's transport works with. */
export interface Central {
  readonly engine: Engine;
  readonly connector: Connector;
  readonly clock: Clock;
  readonly random: Random;
}
