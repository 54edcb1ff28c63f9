import { inTurns } from './query.ts';
import { createPoster, vocals, type World } from './world.ts';

const ROUNDS = 4;
const PURCHASES = 400;
const WARM_UP = 300;

/** Purchases through the gateway, against the same purchases made at the mock directly. */
export const benchPurchases = async (world: World) => {
  await using gateway = createPoster(world.gateway);
  await using mock = createPoster(world.mock);
  const bought = vocals(world.mock, '[mock:stuck]');
  const direct = JSON.stringify({
    uploadUrl: `${world.mock.origin}/media/sample/instrumental.mp3`,
    prompt: '[Verse] Lights on the water',
    title: '[mock:stuck]',
    style: 'folk, calm',
    negativeTags: 'metal',
    model: 'V4_5PLUS',
    callBackUrl: `${world.gateway.origin}/callbacks/none`,
  });
  const plan = { rounds: ROUNDS, count: PURCHASES, warmUp: WARM_UP };
  const [ours, theirs] = await inTurns([world.gateway, world.mock], plan, async (server) => {
    if (server === world.mock) {
      return await mock.post('/api/v1/generate/add-vocals', direct, { authorization: 'Bearer bench' });
    }
    const { text } = await gateway.post('/graphql', bought);
    if (!text.includes('"userErrors":[]')) throw new Error(`A purchase was refused: ${text}`);
    return text;
  });
  return { ours, theirs };
};
