// PostalStore
