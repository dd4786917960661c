//! The boxes of `sealed.log` in a backup: taken out of theirs once the coordinator unlocks a restored folder, without what
//! was erased since. Begin reading at [`Store::unpack_boxes`].

use std::collections::HashMap;

use super::{
    Recovery, SEALED, Store, StoreError,
    backup::{BOXED, BOXED_PURPOSE},
    erasing::{self, ERASED, Gone},
    frame,
    key::Ring,
    record::{Sealed, from_cbor, to_cbor},
    saving::{SEALED_PURPOSE, sealed_context},
    seal::{self, Sender},
    unlocking::open_sealed,
};

impl Store {
    /// Takes the boxes of a restored backup out of theirs. A power cut before the last step does it once more, which
    /// changes nothing: the same records are merged again.
    pub(super) fn unpack_boxes(&mut self, ring: &Ring) -> Result<(), StoreError> {
        let Some(coordinator) = ring.coordinator() else {
            return Ok(());
        };
        let Some(sealed) = self.journal.read(BOXED)? else {
            return Ok(());
        };
        let Some(boxes) = coordinator.open(BOXED_PURPOSE, &self.id().0, &sealed) else {
            self.quarantine_file(BOXED, &sealed)?;
            self.recovered.push(Recovery::SealedUnreadable(1));
            return self.journal.rewrite(BOXED, &[]);
        };
        let gone = erasing::erased_ids(&self.journal.read(ERASED)?.unwrap_or_default());
        let boxes = self.without_gone(ring, &boxes, &gone)?;
        let noted_since = self.journal.read(SEALED)?.unwrap_or_default();
        self.journal
            .rewrite(SEALED, &[boxes.as_slice(), &noted_since].concat())?;
        self.journal.rewrite(BOXED, &[])
    }

    /// Boxes without what was erased; those that hold nothing of it as they are.
    fn without_gone(&self, ring: &Ring, boxes: &[u8], gone: &Gone) -> Result<Vec<u8>, StoreError> {
        let mut senders = HashMap::new();
        let mut kept = Vec::with_capacity(boxes.len());
        for frame in frame::scan(boxes).frames {
            let opened = open_sealed(ring.desk(), self.id(), &mut senders, frame.payload);
            let held = opened.and_then(|(id, plain)| {
                let held: Vec<Sealed> = from_cbor(seal::unpad(&plain)?)?;
                Some((id, held))
            });
            let mut payload = frame.payload.to_vec();
            if let Some((id, mut held)) = held {
                let before = held.len();
                held.retain(|piece| !piece.is_of(gone));
                if held.is_empty() {
                    continue;
                }
                if held.len() < before {
                    let sender = Sender::to(&self.keys.desk_public, SEALED_PURPOSE)?;
                    let plain = seal::pad(&to_cbor(&held));
                    let sealed = sender.seal(&sealed_context(self.id(), id), &plain)?;
                    payload = [id.as_slice(), &sealed].concat();
                }
            }
            kept.extend(frame::encode(frame.sequence, &payload).unwrap_or_default());
        }
        Ok(kept)
    }
}
