use allocation::completions::{Completion, equal_shares};
use allocation::pabulib::{Keep, read_election};
use allocation::ties::Ties;
use allocation::{Market, Utility};
fn main() {
    let mut args = std::env::args().skip(1);
    let file = args.next().unwrap();
    let utility: Utility = serde_json::from_value(args.next().unwrap().into()).unwrap();
    let completion: Completion = serde_json::from_value(args.next().unwrap().into()).unwrap();
    let t = std::time::Instant::now();
    let e = read_election(std::fs::File::open(file).unwrap(), Keep::default()).unwrap();
    let read = t.elapsed();
    let t = std::time::Instant::now();
    let m = Market::new(&e, utility).unwrap();
    let ranks = Ties::Id.ranks(&e, 0);
    let market = t.elapsed();
    let t = std::time::Instant::now();
    let mut tried = 0;
    let s = equal_shares(&m, &ranks, completion, &|_| true, &mut |t, _| tried = t).unwrap().selected;
    print!("tried {tried} ");
    println!(
        "read {read:?} market {market:?} rule {:?} selected {} cost {}",
        t.elapsed(),
        s.len(),
        e.amount(e.cost_of(&s))
    );
}
