// PostalModel
