// "Load a sample": something to see for who has no files at hand.
import { post } from './api.js';
import { toast } from './toasts.js';
import { plural } from './format.js';

export function startSample(button) {
  button.addEventListener('click', async () => {
    button.disabled = true;
    try {
      const sample = await post('/api/sample');
      toast(`Sample ${sample.seed} is in the bucket: ${plural(sample.files, 'file')}, ${plural(sample.events, 'event')}, `
        + `${plural(sample.songs, 'song')}. They gather for a moment, then load.`);
      if (!location.hash.startsWith('#/workflow')) location.hash = '#/workflow';
    } catch (failure) {
      toast(`The sample could not be put: ${failure.message}`, 'is-bad', 0);
    } finally {
      button.disabled = false;
    }
  });
}
