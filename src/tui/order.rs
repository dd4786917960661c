//! Short lists in order, in little code: each kind of list that goes through the sort of the standard library adds some
//! 7,000 bytes to the program, and the lists of a screen are read by a person.

/// Puts a list in the order of a key; what has equal keys stays as it stood. Quick where most is in order already, and
/// as slow as the square of the length where nothing is.
pub(super) fn by_key<T, K: Ord>(list: &mut [T], key: impl Fn(&T) -> K) {
    for end in 1..list.len() {
        let mut at = end;
        while at > 0
            && let (Some(before), Some(here)) = (list.get(at - 1), list.get(at))
            && key(before) > key(here)
        {
            list.swap(at - 1, at);
            at -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::by_key;

    #[test]
    fn what_is_equal_stays_as_it_stood() {
        let mut list = [(3, 'a'), (1, 'b'), (3, 'c'), (2, 'd'), (1, 'e')];
        by_key(&mut list, |(key, _)| *key);
        assert_eq!(list, [(1, 'b'), (1, 'e'), (2, 'd'), (3, 'a'), (3, 'c')]);
        by_key(&mut list, |(key, _)| std::cmp::Reverse(*key));
        assert_eq!(list, [(3, 'a'), (3, 'c'), (2, 'd'), (1, 'b'), (1, 'e')]);
    }
}
